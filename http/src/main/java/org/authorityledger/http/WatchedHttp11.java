package org.authorityledger.http;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Tomcat's HTTP/1.1, with each body watched while it is read. Tomcat makes it from its name. */
public final class WatchedHttp11 extends Http11NioProtocol {

    private @Nullable SlowBodies slow;

    void watch(SlowBodies bodies) {
        this.slow = bodies;
    }

    @Override
    protected Processor createProcessor() {
        SlowBodies bodies = slow;
        return bodies == null ? super.createProcessor() : new WatchedProcessor(this, getAdapter(), bodies);
    }

    private static final class WatchedProcessor extends Http11Processor {

        WatchedProcessor(WatchedHttp11 protocol, Adapter adapter, SlowBodies slow) {
            super(protocol, adapter);
            request.setInputBuffer(new WatchedBody(request.getInputBuffer(), slow, this::stopReading));
        }

        /** Not the whole connection: the answer can still be sent. */
        private void stopReading() {
            SocketWrapperBase<?> wrapper = getSocketWrapper();
            if (wrapper != null && wrapper.getSocket() instanceof NioChannel channel) {
                try {
                    channel.getIOChannel().shutdownInput();
                } catch (IOException | RuntimeException e) {
                    // It is closed already.
                }
            }
        }
    }
}
