package io.docket.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/// Counts only in an instance that has one of these roles (`docket.roles`); where none are configured it has all.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnRole.class)
@interface ForRoles {
    String[] value();
}
