package io.docket.store.vault;

import io.docket.domain.SealedCode;
import java.time.Instant;

/// An issued code as the vault keeps it.
public record VaultEntry(String sellerId, String supervisionId, SealedCode code, Instant issuedAt) {}
