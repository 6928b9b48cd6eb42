package io.docket.domain;

/// What speaks against a command: a code and one sentence, *Expected …, but …*.
public record Objection(RefusalCode code, String message) {}
