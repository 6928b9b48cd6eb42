package io.docket.store.vault;

import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The keyed hash by which a code is found without being opened: base64url of the look-up key's id and a MAC over
/// seller
/// and code. Bound to the seller, so that equal codes of two sellers do not look equal.
final class LookUpHash {

    private static final int MAC_BYTES = 32;

    private final Map<Integer, Prf> macs;
    private final int primaryId;

    LookUpHash(PrfSet keys) throws GeneralSecurityException {
        this.macs = Map.copyOf(keys.getPrfs());
        this.primaryId = keys.getPrimaryId();
    }

    String primary(String sellerId, String clear) {
        return under(primaryId, sellerId, clear);
    }

    List<String> all(String sellerId, String clear) {
        List<String> hashes = new ArrayList<>(macs.size());
        hashes.add(primary(sellerId, clear));
        for (int id : macs.keySet()) {
            if (id != primaryId) {
                hashes.add(under(id, sellerId, clear));
            }
        }
        return hashes;
    }

    String under(int keyId, String sellerId, String clear) {
        Prf mac = macs.get(keyId);
        if (mac == null) {
            throw new VaultException("Expected look-up key " + Integer.toUnsignedString(keyId) + " among those at hand,"
                    + " but it is not. Restore it: codes hashed under it are no longer found.");
        }
        byte[] input = (sellerId + '\0' + clear).getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer hash = ByteBuffer.allocate(Integer.BYTES + MAC_BYTES);
            hash.putInt(keyId).put(mac.compute(input, MAC_BYTES));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash.array());
        } catch (GeneralSecurityException e) {
            throw new VaultException("A code cannot be hashed", e);
        }
    }

    static int keyIdOf(String hash) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(hash);
            if (bytes.length == Integer.BYTES + MAC_BYTES) {
                return ByteBuffer.wrap(bytes).getInt();
            }
        } catch (IllegalArgumentException e) {
            throw new VaultException("Expected a code's hash, but it is not base64url", e);
        }
        throw new VaultException("Expected a code's hash, but it has another length");
    }
}
