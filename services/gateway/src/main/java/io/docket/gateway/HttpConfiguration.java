package io.docket.gateway;

import io.docket.gateway.identity.IdentityArgument;
import io.docket.gateway.identity.SecurityConfiguration;
import io.docket.gateway.position.MinPosition;
import io.docket.gateway.problem.ProblemAdvice;
import io.docket.gateway.problem.ProblemErrorController;
import io.docket.gateway.problem.ProblemReportValve;
import io.docket.gateway.problem.ProblemWriter;
import io.docket.gateway.read.Paths;
import io.docket.store.progress.ProgressBoard;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// What every HTTP interface of Docket has, whichever module serves it: who is there, problems, positions. For the
/// roles `gateway`, `console` and `reporting`.
@Configuration(proxyBeanMethods = false)
@ForRoles({"gateway", "console", "reporting"})
@EnableConfigurationProperties(GatewayProperties.class)
@Import({SecurityConfiguration.class, ProblemAdvice.class, ProblemErrorController.class, OpenApiController.class})
public class HttpConfiguration {

    @Bean
    ProblemWriter problemWriter() {
        return new ProblemWriter();
    }

    /// Ids have a `/` in them; percent-encoded it reaches the path patterns, which decode each segment once.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(GatewayProperties properties) {
        int swallowMax = Math.toIntExact(2 * properties.attachments().bytesMax());
        return factory -> {
            factory.addConnectorCustomizers(connector -> swallow(connector, swallowMax));
            factory.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemReportValve.class.getName());
                }
            });
        };
    }

    /// Who sends too much learns so: most clients read an answer only after they have sent everything, and find the
    /// connection reset if nobody took it.
    private static void swallow(Connector connector, int bytesMax) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setMaxSwallowSize(bytesMax);
        }
    }

    @Bean
    WebMvcConfigurer docketWeb(ProgressBoard board, GatewayProperties properties) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(
                                new MinPosition(board, properties.gateway().positionWaitMax()))
                        .addPathPatterns(Paths.BASE + "/**");
            }

            // Answers are JSON, problems are problems, and a report's format is a parameter, whatever Accept says: else
            // a command would be carried out and answered with 406, and a problem with nothing.
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.ALL);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new IdentityArgument());
            }
        };
    }
}
