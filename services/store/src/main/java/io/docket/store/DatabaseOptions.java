package io.docket.store;

/// Where a Postgres is and who asks.
///
/// @param jdbcUrl `jdbc:postgresql://host:port/database`
/// @param poolMax how many connections at most; whoever needs one more waits
/// @param applicationName as `pg_stat_activity` shows it
public record DatabaseOptions(String jdbcUrl, String user, String password, int poolMax, String applicationName) {

    public DatabaseOptions {
        if (poolMax < 1) {
            throw new IllegalArgumentException("Expected poolMax of at least 1, but it is " + poolMax);
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return applicationName + " as " + user + " at " + jdbcUrl;
    }
}
