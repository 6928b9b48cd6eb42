package io.docket.domain.seller;

/// Where the verification of a seller's business stands (domain.md §4).
public enum VerificationState {
    UNVERIFIED,
    VERIFIED,
    /// After the third failure; a completed ticket of category `VERIFICATION_UNLOCK` unlocks it.
    LOCKED
}
