package io.docket.gateway;

import io.docket.domain.Lifecycles;
import io.docket.gateway.action.ProductActions;
import io.docket.gateway.action.SellerActions;
import io.docket.gateway.action.SupervisionActions;
import io.docket.gateway.action.TicketActions;
import io.docket.gateway.attachment.AttachmentController;
import io.docket.gateway.attachment.Downloads;
import io.docket.gateway.command.CommandConfiguration;
import io.docket.gateway.deadletter.DeadLetterConfiguration;
import io.docket.gateway.read.History;
import io.docket.gateway.read.Past;
import io.docket.gateway.read.ProductController;
import io.docket.gateway.read.SellerController;
import io.docket.gateway.read.States;
import io.docket.gateway.read.SupervisionController;
import io.docket.gateway.read.TicketController;
import io.docket.gateway.stream.StreamController;
import io.docket.gateway.stream.StreamHeads;
import io.docket.gateway.stream.StreamPlaces;
import io.docket.store.DocketDatabase;
import io.docket.store.attachment.AttachmentStore;
import io.docket.store.read.EventReads;
import io.docket.store.read.ProductReads;
import io.docket.store.read.ProgressReads;
import io.docket.store.read.SellerReads;
import io.docket.store.read.StreamReads;
import io.docket.store.read.SupervisionReads;
import io.docket.store.read.TicketReads;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The role `gateway`: commands and reads over HTTP.
///
/// Needs beans of the application: the `DocketDatabase` (the primary one), its `ProgressBoard`, the `CodeKeys` and the
/// `Lifecycles`; the process's `InstantSource`.
@Configuration(proxyBeanMethods = false)
@ForRoles("gateway")
@Import({
    CommandConfiguration.class,
    SupervisionController.class,
    TicketController.class,
    ProductController.class,
    SellerController.class,
    AttachmentController.class,
    StreamController.class,
    DeadLetterConfiguration.class
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
    AttachmentStore attachmentStore(DocketDatabase database) {
        return new AttachmentStore(database.jdbi());
    }

    @Bean
    Semaphore attachmentTransfers(GatewayProperties properties) {
        return new Semaphore(properties.attachments().transfersMax());
    }

    @Bean
    Downloads downloads(AttachmentStore store, Semaphore attachmentTransfers, GatewayProperties properties) {
        return new Downloads(store, attachmentTransfers, properties.gateway().retryAfter());
    }

    @Bean
    StreamPlaces streamPlaces(GatewayProperties properties) {
        return new StreamPlaces(properties.stream(), properties.gateway().retryAfter());
    }

    @Bean
    StreamHeads streamHeads(DocketDatabase database, GatewayProperties properties) {
        return new StreamHeads(
                new ProgressReads(database.jdbi()), properties.stream().lookInterval());
    }

    @Bean
    StreamReads streamReads(DocketDatabase database) {
        return new StreamReads(database.jdbi());
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
    SupervisionActions supervisionActions(Lifecycles lifecycles, InstantSource time) {
        return new SupervisionActions(lifecycles, time);
    }

    @Bean
    TicketActions ticketActions(Lifecycles lifecycles, ProductReads products, SellerReads sellers, InstantSource time) {
        return new TicketActions(lifecycles, products, sellers, time);
    }

    @Bean
    SellerActions sellerActions(Lifecycles lifecycles, InstantSource time) {
        return new SellerActions(lifecycles, time);
    }

    @Bean
    ProductActions productActions(InstantSource time) {
        return new ProductActions(time);
    }
}
