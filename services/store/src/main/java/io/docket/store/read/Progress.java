package io.docket.store.read;

/// How far a partition is processed.
///
/// @param nextOffset everything before it has its outcome
public record Progress(int generation, long nextOffset) {}
