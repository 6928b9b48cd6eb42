package io.docket.domain;

/// A data field that is missing or wrong; found while decoding, refused in the order of precedence.
///
/// @param field its name in the data (`amount`, `courier.company`), or `subject`
/// @param problem completes the sentence *Expected …, but …*
public record Invalid(String field, String problem) {}
