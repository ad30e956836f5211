package org.authorityledger.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How requests are read and answers written, the same on both sides. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = WebConfiguration.class)
public class WebConfiguration implements WebMvcConfigurer {

    private static final int LONGEST_HEADERS = 64 * 1024;
    private static final int LONGEST_REFUSED_BODY = 64 * 1024 * 1024;

    static {
        // Ids are plain strings in the contract.
        for (Class<?> id : Set.of(GrantorId.class, AttorneyId.class, PoaId.class, IssuerId.class, RecordId.class)) {
            SpringDocUtils.getConfig().replaceWithClass(id, String.class);
        }
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        // Lambdas would lose their type arguments, so each converter is registered with its own.
        registry.addConverter(String.class, GrantorId.class, GrantorId::of);
        registry.addConverter(String.class, AttorneyId.class, AttorneyId::of);
        registry.addConverter(String.class, PoaId.class, PoaId::of);
        registry.addConverter(String.class, IssuerId.class, IssuerId::of);
        registry.addConverter(String.class, RecordId.class, RecordId::of);
        registry.addConverter(String.class, LocalDate.class, Dates::parse);
        registry.addConverter(String.class, Instant.class, (Converter<String, Instant>) Dates::parseInstant);
    }

    /** Everything is UTF-8, whatever charset is asked for (RFC 9110, section 12.5.2, lets a server disregard it). */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        HeaderContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();
        configurer
                .strategies(List.of(request -> header.resolveMediaTypes(request).stream().map(WebConfiguration::withoutCharset).toList()));
    }

    private static MediaType withoutCharset(MediaType type) {
        if (type.getParameter("charset") == null) {
            return type;
        }
        Map<String, String> parameters = new LinkedHashMap<>(type.getParameters());
        parameters.remove("charset");
        return new MediaType(type, parameters);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParameters()).excludePathPatterns("/error", "/actuator/**", "/v3/**", "/swagger-ui/**",
                "/swagger-ui.html", Pages.SIGN_IN);
    }

    /** A misspelt parameter, or one given twice where one is meant, would silently change the question, so it is refused. */
    private static final class KnownParameters implements HandlerInterceptor {

        /** By method the names of its parameters, and whether each may be given several times. */
        private final Map<java.lang.reflect.Method, Map<String, Boolean>> known = new ConcurrentHashMap<>();

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (handler instanceof HandlerMethod method && request.getQueryString() != null) {
                Map<String, Boolean> parameters = known.computeIfAbsent(method.getMethod(), key -> parameters(method));
                request.getParameterMap().forEach((name, values) -> {
                    Boolean several = parameters.get(name);
                    if (several == null) {
                        throw Problem.malformed(name, "unknown parameter"
                                + (parameters.isEmpty() ? "" : "; known are " + parameters.keySet().stream().sorted().toList()));
                    }
                    if (values.length > 1 && !several) {
                        throw Problem.malformed(name, "is given more than once");
                    }
                });
            }
            return true;
        }

        private static Map<String, Boolean> parameters(HandlerMethod method) {
            Map<String, Boolean> parameters = new HashMap<>();
            for (MethodParameter parameter : method.getMethodParameters()) {
                RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
                ReadsParameters reads = AnnotationUtils.findAnnotation(parameter.getParameterType(), ReadsParameters.class);
                if (reads != null) {
                    for (String name : reads.value()) {
                        parameters.put(name, false);
                    }
                }
                if (annotation != null) {
                    String name = annotation.value().isEmpty() ? String.valueOf(parameter.getParameter().getName()) : annotation.value();
                    parameters.put(name, parameter.getParameterType().isArray());
                }
            }
            return Map.copyOf(parameters);
        }
    }

    @Bean
    JsonMapperBuilderCustomizer valuesAsTheContractWritesThem() {
        return builder -> builder.changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(new SimpleModule().addSerializer(Instant.class, new ValueSerializer<Instant>() {
                    @Override
                    public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
                        generator.writeString(Dates.format(value));
                    }
                }));
    }

    /** Tomcat refuses some requests itself: it answers with a problem too. Unusual ids pass, so that a check can say what is wrong with them. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatAnswersWithProblems(JsonMapper mapper) {
        return factory -> {
            factory.addConnectorCustomizers(connector -> {
                connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
                connector.setProperty("relaxedQueryChars", "|[]{}^\\`\"<>");
                connector.setProperty("relaxedPathChars", "|[]{}^\\`\"<>");
                connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(LONGEST_HEADERS));
                connector.setMaxPostSize(Limit.FORM_BYTES.most());
                connector.setProperty("maxSwallowSize", Integer.toString(LONGEST_REFUSED_BODY));
            });
            factory.addContextCustomizers(context -> {
                // Before the host starts: it then takes this valve in place of its own.
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemValve.class.getName());
                }
            });
            ProblemValve.mapper = mapper;
        };
    }

    /** Made by Tomcat, hence the static field. */
    public static final class ProblemValve extends ErrorReportValve {

        private static @Nullable JsonMapper mapper;

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            HttpStatus status = HttpStatus.resolve(response.getStatus());
            JsonMapper writer = mapper;
            if (writer == null || status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                response.setContentType("application/problem+json");
                response.getReporter().write(writer.writeValueAsString(ProblemWriter.members(ProblemWriter.ofStatus(status))));
                response.finishResponse();
            } catch (java.io.IOException e) {
                getContainer().getLogger().debug("the client went away", e);
            }
        }
    }
}
