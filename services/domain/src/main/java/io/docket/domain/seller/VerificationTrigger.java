package io.docket.domain.seller;

/// What the verification's table is asked.
public enum VerificationTrigger {
    PASS,
    FAIL,
    /// The failure that is one too many.
    LOCK,
    UNLOCK
}
