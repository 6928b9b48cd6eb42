package io.docket.app.instance;

import java.util.Objects;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Holds for instances that have the role of a [ForRole].
final class OnRole implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var attributes = Objects.requireNonNull(metadata.getAnnotationAttributes(ForRole.class.getName()));
        InstanceRole wanted = (InstanceRole) Objects.requireNonNull(attributes.get("value"));
        return Binder.get(context.getEnvironment())
                .bindOrCreate("docket", InstanceProperties.class)
                .roles()
                .contains(wanted);
    }
}
