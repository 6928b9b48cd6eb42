package io.docket.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// HTTP over a socket of its own for each request: a client library would send only what is well-formed.
final class RawHttp {
    private static final int READ_TIMEOUT_MS = 40_000;
    private static final int BUFFER_BYTES = 8_192;

    private final URI address;

    RawHttp(RunningDocket docket) {
        this.address = URI.create(docket.endpoints().http());
    }

    String authority() {
        return address.getAuthority();
    }

    RawAnswer send(HostileRequests.Request request) throws IOException {
        StringBuilder head = new StringBuilder()
                .append(request.method())
                .append(' ')
                .append(request.target())
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority())
                .append("\r\nConnection: close\r\n");
        if (request.authorization() != null) {
            head.append("Authorization: ").append(request.authorization()).append("\r\n");
        }
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (request.body().length > 0 || request.method().equals("POST")) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        return exchange(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8), request.body());
    }

    /// Sends the parts and reads until the other side closes, or is silent for too long: then the status is 0.
    RawAnswer exchange(byte[]... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(READ_TIMEOUT_MS);
            try {
                for (byte[] part : parts) {
                    socket.getOutputStream().write(part);
                }
            } catch (IOException e) {
                // It has heard enough and closed its ear; what it says is still to be read.
            }
            return RawAnswer.parse(read(socket.getInputStream()));
        }
    }

    private static String read(InputStream in) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int count = in.read(buffer); count >= 0 && !isStream(read); count = in.read(buffer)) {
                read.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException e) {
            return "no end within " + READ_TIMEOUT_MS + " ms of: " + read.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Reset after the answer, because it had not read all of ours.
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /// Server-sent events have no end; that they begin is answer enough.
    private static boolean isStream(ByteArrayOutputStream read) {
        String text = read.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return end >= 0 && text.substring(0, end).contains("text/event-stream");
    }
}
