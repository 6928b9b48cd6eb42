package io.docket.contracts;

import io.docket.domain.SealedCode;

/// Seals an authorization code, so that it may lie on the log and at rest.
public interface CodeSealer {

    /// @param supervisionId binds the sealed form to its supervision
    SealedCode seal(String sellerId, String supervisionId, String clearCode);
}
