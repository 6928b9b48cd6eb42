package io.docket.domain;

/// An authorization code as it may lie on the log and at rest: never in clear.
///
/// @param masked for people: `PL••••••7F3A`, the last four shown only from length 12
/// @param hash keyed hash for look-up, base64
/// @param sealed authenticated encryption of the code, base64
/// @param keyId the sealing key's id
public record SealedCode(String masked, String hash, String sealed, String keyId) {}
