package io.docket.store.attachment;

import java.util.UUID;

/// A file that somebody uploaded, without its content.
///
/// @param id what `attachments[].ref` of a command says
/// @param uploadedBy the actor (`staff:S-7`)
/// @param mediaType found in the bytes
public record Attachment(UUID id, String uploadedBy, String name, String mediaType, long sizeBytes) {}
