package io.docket.gateway;

import io.docket.gateway.identity.DocketUser;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What of `docket.*` the gateway goes by. Every limit has a name and a default.
///
/// @param users who may sign in
/// @param http which hosts are answered
/// @param kafka where the log is
/// @param gateway its limits
/// @param attachments those of files
/// @param stream those of watching
@ConfigurationProperties("docket")
public record GatewayProperties(
        @DefaultValue List<DocketUser> users,
        @DefaultValue Http http,
        @DefaultValue Kafka kafka,
        @DefaultValue Gateway gateway,
        @DefaultValue Attachments attachments,
        @DefaultValue Stream stream) {

    /// @param connectionsMax who watch at once; beyond it `429`
    /// @param perCallerMax of them one caller's
    /// @param lookInterval how often it is looked for news
    /// @param heartbeat how long a stream is silent at most
    /// @param durationMax after it a stream ends, to be resumed
    public record Stream(
            @DefaultValue("64") int connectionsMax,
            @DefaultValue("4") int perCallerMax,
            @DefaultValue("200ms") Duration lookInterval,
            @DefaultValue("15s") Duration heartbeat,
            @DefaultValue("1h") Duration durationMax) {}

    /// @param allowedHosts Host headers without port; empty: every host
    public record Http(@DefaultValue List<String> allowedHosts) {}

    /// @param bootstrapServers where the command topics are
    public record Kafka(@DefaultValue("localhost:9092") String bootstrapServers) {}

    /// @param bytesMax of one file
    /// @param transfersMax uploads and downloads at once; beyond it `429`
    /// @param perDayMax uploads of one actor in 24 hours; beyond it `429`
    public record Attachments(
            @DefaultValue("20971520") long bytesMax,
            @DefaultValue("16") int transfersMax,
            @DefaultValue("200") int perDayMax) {}

    /// @param inFlightMax commands between their arrival and their answer; beyond it `429`
    /// @param lagMax commands on the log that wait to be decided; beyond it `503` for new ones
    /// @param lagLookInterval how often the lag is looked at
    /// @param sendTimeout until Kafka must have acknowledged a command
    /// @param waitDefault how long a command's outcome is waited for where the caller does not say
    /// @param waitMax how long a caller may ask to wait for an outcome
    /// @param positionWaitMax how long a read waits for its `Docket-Min-Position`
    /// @param retryAfter what a `Retry-After` says
    public record Gateway(
            @DefaultValue("512") int inFlightMax,
            @DefaultValue("200000") long lagMax,
            @DefaultValue("1s") Duration lagLookInterval,
            @DefaultValue("10s") Duration sendTimeout,
            @DefaultValue("5s") Duration waitDefault,
            @DefaultValue("30s") Duration waitMax,
            @DefaultValue("5s") Duration positionWaitMax,
            @DefaultValue("1s") Duration retryAfter) {}
}
