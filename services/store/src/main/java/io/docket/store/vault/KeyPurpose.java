package io.docket.store.vault;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;

/// What a keyset is for. Each purpose has keys of its own, so that one can be rotated without the others.
public enum KeyPurpose {
    /// Authenticated encryption of codes. May be rotated at any time; old keys stay to open what they sealed.
    SEALING("sealing.json", PredefinedAeadParameters.AES256_GCM),
    /// The keyed hash by which a code is found. Every live key is tried, so rotating it costs a look-up more.
    LOOK_UP("look-up.json", PredefinedPrfParameters.HMAC_SHA256_PRF),
    /// Draws generated codes. Rotating it while commands wait undecided lets a command decided again draw another code.
    DERIVATION("derivation.json", PredefinedPrfParameters.HMAC_SHA256_PRF),
    /// Authenticated encryption of dead letters' bytes.
    DEAD_LETTERS("dead-letters.json", PredefinedAeadParameters.AES256_GCM);

    private final String fileName;
    private final Parameters parameters;

    KeyPurpose(String fileName, Parameters parameters) {
        this.fileName = fileName;
        this.parameters = parameters;
    }

    String fileName() {
        return fileName;
    }

    Parameters parameters() {
        return parameters;
    }

    Configuration configuration() {
        return switch (this) {
            case SEALING, DEAD_LETTERS -> AeadConfig2026.get();
            case LOOK_UP, DERIVATION -> PrfConfig2026.get();
        };
    }
}
