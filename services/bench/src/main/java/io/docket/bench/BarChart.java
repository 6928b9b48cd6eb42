package io.docket.bench;

import java.util.ArrayList;
import java.util.List;

/// Horizontal bars with their figures, as SVG.
final class BarChart {
    private static final int WIDTH = 760;
    private static final int LABELS_WIDTH = 240;
    private static final int FIGURES_WIDTH = 90;
    private static final int BAR_HEIGHT = 24;
    private static final int LINE_HEIGHT = 36;
    private static final int TITLE_HEIGHT = 44;

    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String label, double value) {}

    BarChart(String title) {
        this.title = title;
    }

    void bar(String label, double value) {
        bars.add(new Bar(label, value));
    }

    String svg() {
        int height = TITLE_HEIGHT + bars.size() * LINE_HEIGHT + 12;
        double max = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="14">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="16" y="28" font-size="17" font-weight="bold" fill="#1f2937">%s</text>
                """.formatted(WIDTH, height, WIDTH, height, escaped(title)));
        int y = TITLE_HEIGHT;
        for (Bar bar : bars) {
            double length = (WIDTH - LABELS_WIDTH - FIGURES_WIDTH) * bar.value() / max;
            svg.append("""
                    <text x="%d" y="%d" text-anchor="end" fill="#1f2937">%s</text>
                    <rect x="%d" y="%d" width="%.1f" height="%d" fill="#206bc4"/>
                    <text x="%.1f" y="%d" fill="#1f2937">%,.0f</text>
                    """.formatted(
                            LABELS_WIDTH - 10,
                            y + 17,
                            escaped(bar.label()),
                            LABELS_WIDTH,
                            y,
                            Math.max(1, length),
                            BAR_HEIGHT,
                            LABELS_WIDTH + length + 8,
                            y + 17,
                            bar.value()));
            y += LINE_HEIGHT;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
