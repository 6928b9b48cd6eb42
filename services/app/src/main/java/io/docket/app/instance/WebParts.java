package io.docket.app.instance;

import io.docket.gateway.GatewayConfiguration;
import io.docket.gateway.HttpConfiguration;
import io.docket.reporting.ReportingConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The HTTP interfaces of those roles that have one; each configuration looks at the roles itself.
@Configuration(proxyBeanMethods = false)
@Import({HttpConfiguration.class, GatewayConfiguration.class, ReportingConfiguration.class, ProbesOnly.class})
class WebParts {}
