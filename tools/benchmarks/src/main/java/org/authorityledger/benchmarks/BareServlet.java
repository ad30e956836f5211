package org.authorityledger.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * The limit of the server: the same Tomcat with one servlet that answers every request with the same bytes, as long as the answer of a check.
 *
 * <p>usage: {@code bare port}; it runs until it is killed.
 */
final class BareServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final byte[] ANSWER = ("{\"authorized\":true,\"explanation\":\"" + "x".repeat(700) + "\"}")
            .getBytes(StandardCharsets.UTF_8);

    private BareServlet() {}

    static void run(String... arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setPort(Integer.parseInt(arguments[0]));
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "bare", new BareServlet());
        context.addServletMappingDecoded("/*", "bare");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        tomcat.start();
        tomcat.getServer().await();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getParameter("grantor");
        response.setContentType("application/json");
        response.setContentLength(ANSWER.length);
        response.getOutputStream().write(ANSWER);
    }
}
