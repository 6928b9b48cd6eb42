package io.docket.app.instance;

import io.docket.store.DatabaseOptions;
import io.docket.store.DocketDatabase;
import io.docket.store.Migrations;
import io.docket.store.progress.ProgressBoard;
import io.docket.store.vault.CodeKeys;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// The database, as whom it is asked, and the keys to what is sealed in it.
@Configuration(proxyBeanMethods = false)
class StoreParts {

    /// How long progress stays unseen whose notification was lost.
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    @Bean
    @Primary
    DocketDatabase database(InstanceProperties properties) {
        if (properties.migrate()) {
            migrate(properties.database());
        }
        InstanceProperties.Database options = properties.database();
        DocketDatabase database = DocketDatabase.open(
                new DatabaseOptions(options.url(), options.user(), options.password(), options.poolMax(), "docket"));
        try {
            database.requireDurable();
            Migrations.makeMonths(database.dataSource());
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Bean
    @ForRole(InstanceRole.REPORTING)
    DocketDatabase reportingDatabase(InstanceProperties properties, DocketDatabase database) {
        InstanceProperties.ReportingDatabase options = properties.reporting().database();
        String url = options.url() == null ? properties.database().url() : options.url();
        return DocketDatabase.open(
                new DatabaseOptions(url, options.user(), options.password(), options.poolMax(), "docket-reporting"));
    }

    @Bean
    MonthsAhead monthsAhead(DocketDatabase database) {
        return new MonthsAhead(database);
    }

    @Bean
    ProgressBoard progressBoard(DocketDatabase database) {
        return new ProgressBoard(database, LOOK_INTERVAL);
    }

    @Bean
    CodeKeys codeKeys(InstanceProperties properties) {
        return CodeKeys.open(properties.keys().dir(), properties.keys().generate());
    }

    private static void migrate(InstanceProperties.Database options) {
        String password = options.owner().password();
        if (password == null) {
            throw new RefusedStartException(
                    "docket.migrate is on, but there is no password of the schema's owner",
                    "set docket.database.owner.password, or migrate with another instance and set docket.migrate=false");
        }
        DatabaseOptions owner =
                new DatabaseOptions(options.url(), options.owner().user(), password, 2, "docket-migration");
        try (DocketDatabase database = DocketDatabase.open(owner)) {
            Migrations.migrate(database.dataSource());
        }
    }
}
