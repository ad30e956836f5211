package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Stream;
import org.authorityledger.http.Problem;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** People write a day as they like. The address of a page has it in one form, so that the same page has the same address. */
final class DayInAddress implements HandlerInterceptor {

    private final AsOfReader moments;

    DayInAddress(AsOfReader moments) {
        this.moments = moments;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws IOException {
        String written = request.getParameter(AsOf.ON);
        if (written == null || written.isBlank() || !request.getMethod().equals("GET")
                || !(handler instanceof HandlerMethod method
                        && Arrays.stream(method.getMethodParameters()).anyMatch(moments::supportsParameter))) {
            return true;
        }
        LocalDate day;
        try {
            day = moments.day(AsOf.ON, written);
        } catch (Problem refusedWhenThePageReadsIt) {
            return true;
        }
        if (day == null || written.equals(day.toString())) {
            return true;
        }
        StringBuilder address = new StringBuilder(request.getRequestURI());
        Stream<String> parameters = request.getParameterMap().entrySet().stream()
                .flatMap(one -> Arrays.stream(one.getValue()).map(value -> URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8) + "="
                        + (one.getKey().equals(AsOf.ON) ? day : URLEncoder.encode(value, StandardCharsets.UTF_8))));
        char separator = '?';
        for (String parameter : parameters.toList()) {
            address.append(separator).append(parameter);
            separator = '&';
        }
        response.sendRedirect(address.toString());
        return false;
    }
}
