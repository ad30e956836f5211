package org.authorityledger.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/** Tomcat's own part, before all filters. */
final class ShortWays extends ValveBase {

    private final Supplier<List<ShortWay>> known;
    private volatile @Nullable List<ShortWay> ways;

    /** @param known asked when the first request comes */
    ShortWays(Supplier<List<ShortWay>> known) {
        super(true);
        this.known = known;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        for (ShortWay way : ways()) {
            if (way.answers(request.getRequest(), response.getResponse())) {
                return;
            }
        }
        getNext().invoke(request, response);
    }

    private List<ShortWay> ways() {
        List<ShortWay> found = ways;
        if (found == null) {
            found = known.get();
            ways = found;
        }
        return found;
    }
}
