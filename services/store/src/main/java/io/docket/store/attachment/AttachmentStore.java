package io.docket.store.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/// Attachments in Postgres: a row each, the content as a large object. Content comes from a file and goes to one, so
/// that no slow client holds a connection.
public final class AttachmentStore {
    private static final String COLUMNS = "attachment_id, uploaded_by, name, media_type, size_bytes";

    private final Jdbi jdbi;

    public AttachmentStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// The same bytes under the same name by the same actor are kept once: an upload may be repeated.
    ///
    /// @param idempotencyKey of the upload; the same one again is the same upload
    /// @return as kept, which is the first one for a repeat; null: the key was another file's
    public @Nullable Attachment keep(
            String uploadedBy, String idempotencyKey, String name, String mediaType, byte[] sha256, Path content) {
        return inTransaction(handle -> {
            Optional<Attachment> same = find(handle, uploadedBy, sha256, name);
            UUID id = same.map(Attachment::id).orElseGet(UUID::randomUUID);
            if (!takeKey(handle, uploadedBy, idempotencyKey, id)) {
                // Somebody else's first upload under the key has ended by now, and so it can be seen.
                Optional<Attachment> first = find(handle, uploadedBy, sha256, name);
                return first.filter(each -> isKeyOf(handle, uploadedBy, idempotencyKey, each.id()))
                        .orElse(null);
            }
            if (same.isPresent()) {
                return same.get();
            }
            LargeObjectManager objects = objects(handle);
            long oid = objects.createLO(LargeObjectManager.READWRITE);
            int rows = handle.createUpdate("""
                            INSERT INTO docket.attachment
                                (attachment_id, content, size_bytes, sha256, uploaded_by, name, media_type)
                            VALUES (:id, :content, :size, :sha256, :by, :name, :type)
                            ON CONFLICT (uploaded_by, sha256, name) DO NOTHING
                            """)
                    .bind("id", id)
                    .bind("content", oid)
                    .bind("size", size(content))
                    .bind("sha256", sha256)
                    .bind("by", uploadedBy)
                    .bind("name", name)
                    .bind("type", mediaType)
                    .execute();
            Attachment kept = find(handle, uploadedBy, sha256, name).orElseThrow();
            if (rows == 0) {
                objects.delete(oid);
                giveKey(handle, uploadedBy, idempotencyKey, kept.id());
            } else {
                write(objects, oid, content);
            }
            return kept;
        });
    }

    private static boolean takeKey(Handle handle, String uploadedBy, String key, UUID id) {
        return handle.createUpdate("""
                        INSERT INTO docket.attachment_key (uploaded_by, idempotency_key, attachment_id)
                        VALUES (:by, :key, :id) ON CONFLICT DO NOTHING
                        """)
                        .bind("by", uploadedBy)
                        .bind("key", key)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    private static void giveKey(Handle handle, String uploadedBy, String key, UUID id) {
        handle.createUpdate("""
                        UPDATE docket.attachment_key SET attachment_id = :id
                        WHERE uploaded_by = :by AND idempotency_key = :key
                        """)
                .bind("by", uploadedBy)
                .bind("key", key)
                .bind("id", id)
                .execute();
    }

    private static boolean isKeyOf(Handle handle, String uploadedBy, String key, UUID id) {
        return handle.createQuery("""
                        SELECT attachment_id = :id FROM docket.attachment_key
                        WHERE uploaded_by = :by AND idempotency_key = :key
                        """)
                .bind("by", uploadedBy)
                .bind("key", key)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /// How many an actor has uploaded of late.
    public int count(String uploadedBy, Duration within) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT count(*) FROM docket.attachment
                        WHERE uploaded_by = :by AND uploaded_at > now() - make_interval(secs => :seconds)
                        """)
                .bind("by", uploadedBy)
                .bind("seconds", (double) within.toSeconds())
                .mapTo(Integer.class)
                .one());
    }

    public Optional<Attachment> find(UUID id) {
        String sql = "SELECT " + COLUMNS + " FROM docket.attachment WHERE attachment_id = :id";
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne());
    }

    /// @param into an existing file, overwritten
    public void copy(Attachment attachment, Path into) {
        inTransaction(handle -> {
            long oid = handle.createQuery("SELECT content FROM docket.attachment WHERE attachment_id = :id")
                    .bind("id", attachment.id())
                    .mapTo(Long.class)
                    .one();
            try (LargeObject object = objects(handle).open(oid, LargeObjectManager.READ);
                    InputStream in = object.getInputStream();
                    OutputStream out = Files.newOutputStream(into)) {
                in.transferTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return attachment;
        });
    }

    /// Large objects are the driver's own, which does not know Jdbi's exceptions.
    private <T extends @Nullable Object> T inTransaction(HandleCallback<T, SQLException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    private static Optional<Attachment> find(Handle handle, String uploadedBy, byte[] sha256, String name) {
        String sql = "SELECT " + COLUMNS
                + " FROM docket.attachment WHERE uploaded_by = :by AND sha256 = :sha256 AND name = :name";
        return handle.createQuery(sql)
                .bind("by", uploadedBy)
                .bind("sha256", sha256)
                .bind("name", name)
                .map((row, _) -> read(row))
                .findOne();
    }

    private static Attachment read(ResultSet row) throws SQLException {
        return new Attachment(
                row.getObject("attachment_id", UUID.class),
                row.getString("uploaded_by"),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size_bytes"));
    }

    private static LargeObjectManager objects(Handle handle) throws SQLException {
        return handle.getConnection().unwrap(PGConnection.class).getLargeObjectAPI();
    }

    private static void write(LargeObjectManager objects, long oid, Path content) throws SQLException {
        try (LargeObject object = objects.open(oid, LargeObjectManager.WRITE);
                OutputStream out = object.getOutputStream()) {
            Files.copy(content, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
