package io.docket.store.vault;

/// Something sealed that the keys at hand do not open, or keys that cannot be used.
public final class VaultException extends RuntimeException {

    VaultException(String message) {
        super(message);
    }

    VaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
