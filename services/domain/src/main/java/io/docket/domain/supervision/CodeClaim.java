package io.docket.domain.supervision;

import io.docket.domain.SealedCode;

/// The code that an issuing command would issue, claimed before it is decided.
///
/// @param generated derived by Docket, not given
/// @param taken another supervision of the seller has it
public record CodeClaim(SealedCode code, boolean generated, boolean taken) {}
