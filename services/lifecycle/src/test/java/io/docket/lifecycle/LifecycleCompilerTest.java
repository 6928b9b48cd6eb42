package io.docket.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleCompilerTest {
    private static final Duration COMPILATION_MAX = Duration.ofSeconds(2);

    @Test
    void every_flow_of_supervised_goods_is_known_and_no_other() {
        Set<Flow> expected = new HashSet<>();
        for (GoodsType goodsType : GoodsType.values()) {
            if (goodsType.isSupervised()) {
                expected.add(new Flow(goodsType, 1, false, true));
            }
            if (goodsType.isReviewable()) {
                expected.add(new Flow(goodsType, 1, true, true));
            }
        }
        expected.add(new Flow(GoodsType.LICENSE_CODE, 1, false, false));
        expected.add(new Flow(GoodsType.LICENSE_OFFLINE, 2, false, true));
        expected.add(new Flow(GoodsType.LICENSE_CODE, 1, true, false));

        assertThat(LifecycleCompiler.compileAll().nodes()).containsOnlyKeys(expected);
    }

    @Test
    void services_and_saas_share_their_tables() {
        var lifecycles = LifecycleCompiler.compileAll();

        assertThat(lifecycles.node(new Flow(GoodsType.SAAS, 1, true, true)))
                .isSameAs(lifecycles.node(new Flow(GoodsType.SERVICE, 1, true, true)));
    }

    @Test
    void every_lifecycle_has_a_name_of_its_own() {
        assertThat(Declared.all()).extracting(Declaration::name).doesNotHaveDuplicates();
    }

    @Test
    void compiling_everything_is_quick_and_leaves_no_threads() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        long startedNanos = System.nanoTime();

        LifecycleCompiler.compileAll();

        assertThat(Duration.ofNanos(System.nanoTime() - startedNanos)).isLessThan(COMPILATION_MAX);
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        assertThat(left).isEmpty();
    }
}
