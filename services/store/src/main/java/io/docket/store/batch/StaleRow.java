package io.docket.store.batch;

/// A state row was not at the version it was loaded at: another writer was there, so the batch must be decided anew.
public final class StaleRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StaleRow(String table, int expected, int written) {
        super("Expected to write " + expected + " rows of " + table + " at the versions they were loaded at, but "
                + written + " were");
    }
}
