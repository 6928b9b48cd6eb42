package io.docket.gateway.command;

import io.docket.gateway.GatewayProperties;
import io.docket.gateway.position.Layouts;
import io.docket.gateway.read.States;
import io.docket.store.DocketDatabase;
import io.docket.store.progress.ProgressBoard;
import io.docket.store.read.LayoutReads;
import io.docket.store.read.OutcomeReads;
import io.docket.store.read.ProductReads;
import io.docket.store.read.ProgressReads;
import io.docket.store.read.SupervisionReads;
import io.docket.store.read.TicketReads;
import io.docket.store.vault.CodeKeys;
import io.docket.store.vault.VaultReads;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The way of a command: in, onto the log, and back with its outcome.
@Configuration(proxyBeanMethods = false)
@Import(CommandController.class)
public class CommandConfiguration {

    @Bean
    Layouts layouts(DocketDatabase database) {
        return new Layouts(new LayoutReads(database.jdbi()));
    }

    @Bean
    CommandLog commandLog(GatewayProperties properties, Layouts layouts, InstantSource time) {
        return new CommandLog(properties.kafka().bootstrapServers(), properties.gateway(), layouts, time);
    }

    @Bean
    CommandAnswers commandAnswers(DocketDatabase database, States states, CodeKeys keys) {
        CodeReveal reveal = new CodeReveal(keys, new VaultReads(database.jdbi()));
        return new CommandAnswers(new OutcomeReads(database.jdbi()), states, reveal);
    }

    @Bean
    SellerOf sellerOf(SupervisionReads supervisions, TicketReads tickets, ProductReads products) {
        return new SellerOf(supervisions, tickets, products);
    }

    @Bean
    CommandIntake commandIntake(
            GatewayProperties properties,
            DocketDatabase database,
            SellerOf sellers,
            CodeKeys keys,
            CommandLog log,
            ProgressBoard board,
            CommandAnswers answers,
            InstantSource time) {
        return new CommandIntake(
                properties.gateway(),
                new Admission(properties.gateway(), new ProgressReads(database.jdbi())),
                sellers,
                new CodeSealing(keys::seal),
                log,
                board,
                answers,
                time);
    }
}
