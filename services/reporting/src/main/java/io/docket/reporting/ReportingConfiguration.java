package io.docket.reporting;

import io.docket.store.DocketDatabase;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// The role `reporting`: the report views over HTTP.
///
/// Needs a bean `reportingDatabase` of the application, logged in as a member of `docket_platform_reporting`, and the
/// HTTP plumbing that every interface has (who is there, problems, positions).
@Configuration(proxyBeanMethods = false)
@Conditional(ReportingConfiguration.OnReporting.class)
public class ReportingConfiguration {

    @Bean
    ReportController reportController(@Qualifier("reportingDatabase") DocketDatabase database) {
        return new ReportController(new ReportRows(database));
    }

    /// Where no roles are configured an instance has all of them.
    static final class OnReporting implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            List<String> roles = Binder.get(context.getEnvironment())
                    .bind("docket.roles", Bindable.listOf(String.class))
                    .orElse(List.of());
            return roles.isEmpty() || roles.contains("reporting");
        }
    }
}
