package io.docket.store.batch;

/// A state that a batch has changed.
///
/// @param loadedVersion the version of its row; 0: it has none yet
/// @param <S> the aggregate's state
public record Changed<S>(long loadedVersion, S state) {
    boolean isNew() {
        return loadedVersion == 0;
    }
}
