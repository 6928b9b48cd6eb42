package io.docket.store.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PrfSet;
import io.docket.domain.SealedCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The keys of the authorization codes (domain.md §2.5): seals them, opens them, finds them, draws them. Each sealing
/// is
/// bound to its seller and supervision and opens for no other. Safe for any number of threads.
public final class CodeKeys {

    /// Digits and capitals without I, L, O and U, which are misread: five bits each.
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int BITS_PER_CHARACTER = 5;
    private static final String GENERATED_PREFIX = "PL";
    private static final int GENERATED_CHARACTERS = 30;
    private static final int DERIVED_BYTES = 32;

    private final Aead sealing;
    private final Aead deadLetters;
    private final PrfSet derivation;
    private final LookUpHash hash;
    private final String sealingKeyId;

    private CodeKeys(Map<KeyPurpose, KeysetHandle> keysets) throws GeneralSecurityException {
        this.sealing = primitive(keysets, KeyPurpose.SEALING, Aead.class);
        this.deadLetters = primitive(keysets, KeyPurpose.DEAD_LETTERS, Aead.class);
        this.derivation = primitive(keysets, KeyPurpose.DERIVATION, PrfSet.class);
        this.hash = new LookUpHash(primitive(keysets, KeyPurpose.LOOK_UP, PrfSet.class));
        this.sealingKeyId = Integer.toUnsignedString(
                keyset(keysets, KeyPurpose.SEALING).getPrimary().getId());
    }

    /// @param directory holds `keysets/`, in it a JSON file per purpose, readable by its owner only
    /// @param generateWhenMissing make the keys if there are none at all
    /// @throws VaultException when they are missing, damaged or readable by others, with the remedy
    public static CodeKeys open(Path directory, boolean generateWhenMissing) {
        try {
            return new CodeKeys(KeyFiles.open(directory, generateWhenMissing));
        } catch (GeneralSecurityException e) {
            throw new VaultException("The vault's keys in " + directory + " cannot be used", e);
        }
    }

    /// Adds a key for new sealings, hashes or codes; the old ones stay live. While an instance runs that was started
    /// before, it cannot open what newer ones seal: rotate while none runs.
    public static void rotate(Path directory, KeyPurpose purpose) {
        KeyFiles.rotate(directory, purpose);
    }

    public SealedCode seal(String sellerId, String supervisionId, String clear) {
        try {
            byte[] sealed = sealing.encrypt(utf8(clear), associated(sellerId, supervisionId));
            return new SealedCode(
                    CodeMask.of(clear),
                    hash.primary(sellerId, clear),
                    Base64.getEncoder().encodeToString(sealed),
                    sealingKeyId);
        } catch (GeneralSecurityException e) {
            throw new VaultException("A code of supervision " + supervisionId + " cannot be sealed", e);
        }
    }

    /// In clear: for its buyer only, after authorisation, never to be kept.
    ///
    /// @throws VaultException when it was not sealed for this seller and supervision, or its key is gone
    public String reveal(String sellerId, String supervisionId, String sealed) {
        try {
            byte[] clear = sealing.decrypt(Base64.getDecoder().decode(sealed), associated(sellerId, supervisionId));
            return new String(clear, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new VaultException(
                    "The code of supervision " + supervisionId + " cannot be opened with the keys at hand", e);
        }
    }

    /// Draws the supervision's code: the same each time, so that a command decided again gives the same.
    public SealedCode generate(String sellerId, String supervisionId) {
        try {
            byte[] drawn = derivation.computePrimary(associated(sellerId, supervisionId), DERIVED_BYTES);
            return seal(sellerId, supervisionId, GENERATED_PREFIX + characters(drawn));
        } catch (GeneralSecurityException e) {
            throw new VaultException("A code for supervision " + supervisionId + " cannot be drawn", e);
        }
    }

    /// Under every live look-up key, the primary one's first.
    public List<String> lookupHashes(String sellerId, String clear) {
        return hash.all(sellerId, clear);
    }

    /// Whether the code given is the one stored, also when they were hashed under different keys.
    ///
    /// @param supervisionId for which the code given was sealed
    /// @throws VaultException when the code given cannot be opened although that is needed
    public boolean sameCode(String sellerId, String supervisionId, SealedCode given, String storedHash) {
        if (given.hash().equals(storedHash)) {
            return true;
        }
        int storedKey = LookUpHash.keyIdOf(storedHash);
        if (LookUpHash.keyIdOf(given.hash()) == storedKey) {
            return false;
        }
        String clear = reveal(sellerId, supervisionId, given.sealed());
        return hash.under(storedKey, sellerId, clear).equals(storedHash);
    }

    /// @param coordinates of the record; the bytes open only with them
    public byte[] sealDeadLetter(byte[] value, String coordinates) {
        try {
            return deadLetters.encrypt(value, utf8(coordinates));
        } catch (GeneralSecurityException e) {
            throw new VaultException("The dead letter at " + coordinates + " cannot be sealed", e);
        }
    }

    /// @throws VaultException when it is not the record of these coordinates, or its key is gone
    public byte[] openDeadLetter(byte[] sealed, String coordinates) {
        try {
            return deadLetters.decrypt(sealed, utf8(coordinates));
        } catch (GeneralSecurityException e) {
            throw new VaultException(
                    "The dead letter at " + coordinates + " cannot be opened with the keys at hand", e);
        }
    }

    private static String characters(byte[] drawn) {
        StringBuilder characters = new StringBuilder(GENERATED_CHARACTERS);
        for (int i = 0; i < GENERATED_CHARACTERS; i++) {
            int bit = i * BITS_PER_CHARACTER;
            int window = ((drawn[bit / Byte.SIZE] & 0xFF) << Byte.SIZE) | (drawn[bit / Byte.SIZE + 1] & 0xFF);
            int shift = 2 * Byte.SIZE - BITS_PER_CHARACTER - bit % Byte.SIZE;
            characters.append(ALPHABET.charAt((window >>> shift) & 0x1F));
        }
        return characters.toString();
    }

    private static byte[] associated(String sellerId, String supervisionId) {
        return utf8(sellerId + '\0' + supervisionId);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static KeysetHandle keyset(Map<KeyPurpose, KeysetHandle> keysets, KeyPurpose purpose) {
        return Objects.requireNonNull(keysets.get(purpose), purpose.name());
    }

    private static <P> P primitive(Map<KeyPurpose, KeysetHandle> keysets, KeyPurpose purpose, Class<P> type)
            throws GeneralSecurityException {
        return keyset(keysets, purpose).getPrimitive(purpose.configuration(), type);
    }
}
