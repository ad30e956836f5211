package org.authorityledger.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Version;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.annotation.RequestMapping;
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
    private static final List<MediaType> DATA = List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON,
            new MediaType("text", "csv"));
    /** All formats of answers that are negotiated, those of data first. */
    private static final List<MediaType> SERVED = Stream.concat(DATA.stream(),
            Stream.of(MediaType.TEXT_HTML, MediaType.TEXT_PLAIN, MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_OCTET_STREAM)).toList();

    static {
        // Ids are plain strings in the contract.
        for (Class<?> id : Set.of(GrantorId.class, AttorneyId.class, PoaId.class, IssuerId.class, RecordId.class)) {
            SpringDocUtils.getConfig().replaceWithClass(id, String.class);
        }
        // And these are plain numbers.
        for (Class<?> number : Set.of(Position.class, Sequence.class, Version.class)) {
            SpringDocUtils.getConfig().replaceWithClass(number, Long.class);
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

    /**
     * Everything is UTF-8, whatever charset is asked for (RFC 9110, section 12.5.2, lets a server disregard it), and CSV has a header. A parameter of
     * an accepted type would otherwise become one of the answer's type.
     */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        HeaderContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();
        configurer
                .strategies(List.of(request -> accepted(
                        header.resolveMediaTypes(request).stream().map(WebConfiguration::withItsQualityOnly).toList())));
    }

    /** Spring takes a quality of 0 for a low one; it means that the client does not accept the format. */
    private static List<MediaType> accepted(List<MediaType> named) throws HttpMediaTypeNotAcceptableException {
        List<MediaType> refused = named.stream().filter(type -> type.getQualityValue() == 0).toList();
        if (refused.isEmpty()) {
            return named;
        }
        List<MediaType> accepted = new ArrayList<>();
        for (MediaType type : named) {
            if (type.getQualityValue() > 0 && type.isConcrete()) {
                accepted.add(type);
            } else if (type.getQualityValue() > 0) {
                // Anything but what is refused. The range itself must not stay: it would bring back what is refused.
                SERVED.stream().filter(type::includes).filter(format -> refused.stream().noneMatch(no -> no.includes(format)))
                        .forEach(format -> accepted.add(format.copyQualityValue(type)));
            }
        }
        if (accepted.isEmpty()) {
            throw new HttpMediaTypeNotAcceptableException(DATA);
        }
        return accepted;
    }

    private static MediaType withItsQualityOnly(MediaType type) {
        String quality = type.getParameter("q");
        return new MediaType(type.getType(), type.getSubtype(), quality == null ? Map.of() : Map.of("q", quality));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParameters()).excludePathPatterns("/error", "/actuator/**", "/v3/**", "/swagger-ui/**",
                "/swagger-ui.html", Pages.SIGN_IN);
        registry.addInterceptor(new JsonUnlessDeclared()).addPathPatterns("/api/**");
    }

    /**
     * A change takes JSON, unless its handler declares what else, also if it has no body: the types of forms and plain text are those that a page
     * elsewhere can send without asking. A body says what it is: without a type it could be meant as anything.
     */
    private static final class JsonUnlessDeclared implements HandlerInterceptor {

        private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (!READING.contains(request.getMethod()) && handler instanceof HandlerMethod method) {
                String type = request.getContentType();
                if (type == null && hasBody(request)) {
                    throw new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, HttpStatus.UNSUPPORTED_MEDIA_TYPE.name(),
                            "The body has no Content-Type.", List.of());
                }
                if (type != null && !declaresWhatItTakes(method) && !StrictJson.isJson(type)) {
                    throw Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
                }
            }
            return true;
        }

        private static boolean hasBody(HttpServletRequest request) {
            return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        }

        private static boolean declaresWhatItTakes(HandlerMethod method) {
            RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
            return mapping != null && mapping.consumes().length > 0;
        }
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
        return asTheContractWritesThem();
    }

    /** How JSON is written everywhere. */
    public static JsonMapperBuilderCustomizer asTheContractWritesThem() {
        return builder -> builder.changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(new SimpleModule().addSerializer(Instant.class, new ValueSerializer<Instant>() {
                    @Override
                    public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
                        generator.writeString(Dates.format(value));
                    }
                }));
    }

    @Bean
    SlowBodies slowBodies() {
        return new SlowBodies();
    }

    /** Tomcat refuses some requests itself: it answers with a problem too. Unusual paths pass to where more can be said of them. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatAnswersWithProblems(JsonMapper mapper, SlowBodies slowBodies,
            ObjectProvider<ShortWay> shortWays) {
        return factory -> {
            factory.setProtocol(WatchedHttp11.class.getName());
            factory.addEngineValves(new UnreadBodies());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof WatchedHttp11 protocol) {
                    protocol.watch(slowBodies);
                    // A body that will be refused need not even be sent.
                    protocol.setContinueResponseTiming("onRead");
                }
                connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
                connector.setProperty("relaxedQueryChars", "|[]{}^\\`\"<>");
                connector.setProperty("relaxedPathChars", "|[]{}^\\`\"<>");
                connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(LONGEST_HEADERS));
                connector.setMaxPostSize(Limit.FORM_BYTES.most());
            });
            factory.addContextCustomizers(context -> {
                context.getPipeline().addValve(new WholeAnswers.Cutting());
                context.getPipeline().addValve(new ShortWays(() -> shortWays.stream().toList()));
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
