package io.docket.gateway;

import io.docket.domain.Lifecycles;
import io.docket.gateway.action.ProductActions;
import io.docket.gateway.action.SellerActions;
import io.docket.gateway.action.SupervisionActions;
import io.docket.gateway.action.TicketActions;
import io.docket.gateway.command.CommandConfiguration;
import io.docket.gateway.read.History;
import io.docket.gateway.read.Past;
import io.docket.gateway.read.ProductController;
import io.docket.gateway.read.SellerController;
import io.docket.gateway.read.States;
import io.docket.gateway.read.SupervisionController;
import io.docket.gateway.read.TicketController;
import io.docket.store.DocketDatabase;
import io.docket.store.read.EventReads;
import io.docket.store.read.ProductReads;
import io.docket.store.read.SellerReads;
import io.docket.store.read.SupervisionReads;
import io.docket.store.read.TicketReads;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The role `gateway`: commands and reads over HTTP.
///
/// Needs beans of the application: the `DocketDatabase` (the primary one), its `ProgressBoard`, the `CodeKeys` and the
/// `Lifecycles`; a `Clock` if time should be another than the system's.
@Configuration(proxyBeanMethods = false)
@ForRoles("gateway")
@Import({
    CommandConfiguration.class,
    SupervisionController.class,
    TicketController.class,
    ProductController.class,
    SellerController.class
})
public class GatewayConfiguration {

    @Bean
    SupervisionReads supervisionReads(DocketDatabase database) {
        return new SupervisionReads(database.jdbi());
    }

    @Bean
    TicketReads ticketReads(DocketDatabase database) {
        return new TicketReads(database.jdbi());
    }

    @Bean
    ProductReads productReads(DocketDatabase database) {
        return new ProductReads(database.jdbi());
    }

    @Bean
    EventReads eventReads(DocketDatabase database) {
        return new EventReads(database.jdbi());
    }

    @Bean
    History history(EventReads events) {
        return new History(events);
    }

    @Bean
    SellerReads sellerReads(DocketDatabase database) {
        return new SellerReads(database.jdbi());
    }

    @Bean
    States states(
            SupervisionReads supervisions,
            TicketReads tickets,
            ProductReads products,
            SellerReads sellers,
            EventReads events) {
        return new States(supervisions, tickets, products, sellers, events);
    }

    @Bean
    Past past(States states) {
        return new Past(states);
    }

    @Bean
    SupervisionActions supervisionActions(Lifecycles lifecycles, ObjectProvider<Clock> clock) {
        return new SupervisionActions(lifecycles, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    TicketActions ticketActions(
            Lifecycles lifecycles, ProductReads products, SellerReads sellers, ObjectProvider<Clock> clock) {
        return new TicketActions(lifecycles, products, sellers, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    SellerActions sellerActions(Lifecycles lifecycles, ObjectProvider<Clock> clock) {
        return new SellerActions(lifecycles, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    ProductActions productActions(ObjectProvider<Clock> clock) {
        return new ProductActions(clock.getIfAvailable(Clock::systemUTC));
    }
}
