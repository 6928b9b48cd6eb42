package io.docket.gateway;

import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// What [ForRoles] asks.
final class OnRole implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String[] wanted = metadata.getAnnotations().get(ForRoles.class).getStringArray("value");
        List<String> roles = Binder.get(context.getEnvironment())
                .bind("docket.roles", Bindable.listOf(String.class))
                .orElse(List.of());
        return roles.isEmpty() || Arrays.stream(wanted).anyMatch(roles::contains);
    }
}
