package io.docket.gateway.deadletter;

import io.docket.gateway.command.CommandLog;
import io.docket.gateway.position.Layouts;
import io.docket.store.DocketDatabase;
import io.docket.store.deadletter.DeadLetterAudit;
import io.docket.store.read.DeadLetterReads;
import io.docket.store.read.DeadLetterRequestReads;
import io.docket.store.vault.CodeKeys;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Dead letters over HTTP.
@Configuration(proxyBeanMethods = false)
@Import(DeadLetterController.class)
public class DeadLetterConfiguration {

    @Bean
    DeadLetterReads deadLetterReads(DocketDatabase database) {
        return new DeadLetterReads(database.jdbi());
    }

    @Bean
    DeadLetterRequestReads deadLetterRequestReads(DocketDatabase database) {
        return new DeadLetterRequestReads(database.jdbi());
    }

    @Bean
    DeadLetterAudit deadLetterAudit(DocketDatabase database) {
        return new DeadLetterAudit(database.jdbi());
    }

    @Bean
    Redrive redrive(CodeKeys keys, Layouts layouts, CommandLog log, DeadLetterAudit audit, InstantSource time) {
        return new Redrive(keys, layouts, log, audit, time);
    }
}
