package io.docket.store.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// The keysets on disk: `<directory>/keysets/*.json`, readable by their owner only.
///
/// The directory `keysets` appears complete or not at all, by a rename: of two JVMs that find it missing one wins, and
/// a crash leaves nothing that looks like keys. Whoever has lost one file is never given a new key in its place, which
/// would hide that what the old one sealed is lost.
final class KeyFiles {

    private static final String KEYSETS = "keysets";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private KeyFiles() {}

    static Map<KeyPurpose, KeysetHandle> open(Path directory, boolean generateWhenMissing) {
        Path keysets = directory.resolve(KEYSETS);
        try {
            if (!Files.exists(keysets)) {
                if (!generateWhenMissing) {
                    throw new VaultException("Expected the vault's keys in " + keysets + ", but there are none. Restore"
                            + " them from where they are kept; only where no code was ever sealed, let Docket make new"
                            + " ones.");
                }
                generate(directory, keysets);
            }
            Map<KeyPurpose, KeysetHandle> handles = new EnumMap<>(KeyPurpose.class);
            for (KeyPurpose purpose : KeyPurpose.values()) {
                handles.put(purpose, read(keysets.resolve(purpose.fileName()), purpose));
            }
            return handles;
        } catch (IOException e) {
            throw new VaultException("The vault's keys in " + keysets + " cannot be used (" + e + ")", e);
        }
    }

    /// Adds a key and makes it the primary one; the old ones stay.
    static void rotate(Path directory, KeyPurpose purpose) {
        Path file = directory.resolve(KEYSETS).resolve(purpose.fileName());
        try {
            Key fresh = KeysetHandle.generateNew(purpose.parameters(), purpose.configuration())
                    .getPrimary()
                    .getKey();
            KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(fresh).makePrimary();
            if (fresh.getIdRequirementOrNull() == null) {
                entry.withRandomId();
            }
            KeysetHandle rotated =
                    KeysetHandle.newBuilder(read(file, purpose)).addEntry(entry).build();
            Path unfinished = file.resolveSibling(purpose.fileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            write(unfinished, rotated, purpose);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | GeneralSecurityException e) {
            throw new VaultException("The keys in " + file + " cannot be rotated (" + e + ")", e);
        }
    }

    private static void generate(Path directory, Path keysets) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = Files.createTempDirectory(directory, KEYSETS + "-unfinished-", OWNER_ONLY_DIRECTORY);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            try {
                KeysetHandle handle = KeysetHandle.generateNew(purpose.parameters(), purpose.configuration());
                write(unfinished.resolve(purpose.fileName()), handle, purpose);
            } catch (GeneralSecurityException e) {
                throw new VaultException("This JDK cannot make a key for " + purpose, e);
            }
        }
        try {
            Files.move(unfinished, keysets, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            for (KeyPurpose purpose : KeyPurpose.values()) {
                Files.deleteIfExists(unfinished.resolve(purpose.fileName()));
            }
            Files.deleteIfExists(unfinished);
            if (!Files.exists(keysets)) {
                throw e;
            }
            // Another JVM was faster; its keys are the keys.
        }
    }

    private static KeysetHandle read(Path file, KeyPurpose purpose) throws IOException {
        if (!Files.exists(file)) {
            throw new VaultException("Expected a keyset at " + file + ", but it is missing. Restore it from where it is"
                    + " kept: without it, what it sealed stays sealed.");
        }
        requireOwnerOnly(file);
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file), purpose.configuration(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new VaultException(
                    "Expected a keyset at " + file + ", but it is damaged. Restore it from where it is kept.", e);
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.GROUP_READ)
                || permissions.contains(PosixFilePermission.OTHERS_READ)) {
            throw new VaultException("Expected " + file + " to be readable by its owner only, but it is "
                    + PosixFilePermissions.toString(permissions) + ". Run chmod 600 on it.");
        }
    }

    private static void write(Path file, KeysetHandle handle, KeyPurpose purpose)
            throws IOException, GeneralSecurityException {
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                handle, purpose.configuration(), InsecureSecretKeyAccess.get());
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
