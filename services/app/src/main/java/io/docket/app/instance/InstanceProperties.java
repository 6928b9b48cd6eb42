package io.docket.app.instance;

import io.docket.domain.supervision.GoodsType;
import io.docket.processor.RebalanceProtocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What of `docket.*` an instance goes by.
///
/// @param roles what the instance does
/// @param kafka where the log is
/// @param topics how lacking topics are created, and what existing ones must promise
/// @param database where outcomes are kept, as the role `docket`
/// @param reporting as whom reports are read, a member of `docket_platform_reporting`
/// @param keys of the authorization codes
/// @param codes how they may come in
/// @param processor how commands are decided
/// @param clock what is due
/// @param flowVersions the flow version of orders that name none, by goods type; absent: the first
/// @param migrate bring the schema to this version before anything else
@ConfigurationProperties("docket")
public record InstanceProperties(
        @DefaultValue({"PROCESSOR", "GATEWAY", "REPORTING"}) Set<InstanceRole> roles,

        @DefaultValue Kafka kafka,
        @DefaultValue Topics topics,
        @DefaultValue Database database,
        @DefaultValue Reporting reporting,
        @DefaultValue Keys keys,
        @DefaultValue Codes codes,
        @DefaultValue Processor processor,
        @DefaultValue Clock clock,
        @DefaultValue Map<GoodsType, Integer> flowVersions,
        @DefaultValue("false") boolean migrate) {

    public record Kafka(@DefaultValue("localhost:9092") String bootstrapServers) {}

    /// @param retentionMin how long records must stay; the dedup window is 31 days
    public record Topics(
            @DefaultValue("24") int partitions,
            @DefaultValue("1") short replicationFactor,
            @DefaultValue("45d") Duration retentionMin) {}

    /// @param owner `docket_owner`, needed to migrate only
    public record Database(
            @DefaultValue("jdbc:postgresql://localhost:5432/docket")
            String url,

            @DefaultValue("docket") String user,
            @DefaultValue("") String password,
            @DefaultValue("16") int poolMax,
            @DefaultValue Owner owner) {

        @Override
        public String toString() {
            return user + " at " + url;
        }
    }

    public record Owner(
            @DefaultValue("docket_owner") String user,
            @Nullable String password) {

        @Override
        public String toString() {
            return user;
        }
    }

    public record Reporting(@DefaultValue ReportingDatabase database) {}

    /// @param url absent: where the instance's database is
    public record ReportingDatabase(
            @Nullable String url,
            @DefaultValue("platform_reporter") String user,
            @DefaultValue("") String password,
            @DefaultValue("8") int poolMax) {

        @Override
        public String toString() {
            return user;
        }
    }

    /// @param dir holds `keysets/`
    /// @param generate make keys if there are none at all; only where no code was ever sealed
    public record Keys(
            @DefaultValue("keys") Path dir,
            @DefaultValue("false") boolean generate) {}

    /// @param acceptClear seal codes that come over Kafka in clear; for demonstrations only
    public record Codes(@DefaultValue("false") boolean acceptClear) {}

    /// @param concurrency consumers in this instance
    /// @param rebalance how the group spreads the partitions; the same in all instances
    public record Processor(
            @DefaultValue("2") int concurrency,
            @DefaultValue("cooperative") RebalanceProtocol rebalance) {}

    /// @param enabled send what is due; the rows stay, and another instance or a later start sends them
    public record Clock(@DefaultValue("true") boolean enabled) {}
}
