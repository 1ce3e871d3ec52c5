package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.management.traces.TraceSettings;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.trace.TraceContext;

/** A desktop's command is a span until its answer; what desktops are told of it is linked to it. */
class TracedCommandsTest {
  private static final String DIRECTORY = "north=0";

  private final Given north = new Given("north");
  private final InMemoryKafka kafka =
      new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
  private final Spans spans = new Spans();
  private Gateway gateway;
  private Client desktop;

  private void aDesktopAsksToLogOn(Tracing tracing) throws InterruptedException {
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    gateway =
        Gateway.start(
            GatewaySettings.from(
                Map.of(
                    "insecure.development", "yes",
                    "listen.port", "0",
                    "outage.threshold.ms", "60000",
                    "handover.patience.ms", "60000",
                    "bootstrap.servers", "unused:1",
                    "registry.urls", "http://unused:1",
                    "zones", DIRECTORY)),
            kafka.edge(),
            tracing);
    desktop = Client.connect(gateway.port(), "/v1/agent");
    desktop.send(
        "{\"type\":\"AGTLogon\",\"id\":\"1\",\"agent\":\"a-1\",\"extension\":\"40\",\"zone\":\"north\"}");
  }

  private String logOn() {
    return kafka.command(LogOn.class, desktop.session() + ":1").getHeader().getCommandId();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theCommandIsASpanAndItsRecordSaysSo() throws InterruptedException {
    aDesktopAsksToLogOn(tracing());
    String command = logOn();
    TraceContext written = traceOf(LogOn.class);
    kafka.write(
        written,
        north.loggedOn("a-1", desktop.session()),
        north.accepted(command),
        north.state("a-1", AgentState.NOT_READY));
    desktop.answerTo("1");
    desktop.frame("AGTStateChangedNotify");
    gateway.close();

    SpanData asked = spans.named("AGTLogon");
    assertThat(asked.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(asked.getParentSpanContext().isValid()).isFalse();
    assertThat(written).isEqualTo(TraceContext.of(asked.getTraceId(), asked.getSpanId(), true));
    assertThat(asked.getAttributes().get(Tracing.ZONE)).isEqualTo("north");
    assertThat(asked.getAttributes().get(Tracing.COMMAND_ID)).isEqualTo(command);
    assertThat(asked.getAttributes().get(Tracing.REFUSAL)).isNull();

    SpanData told = spans.named("notify AgentStateChanged");
    assertThat(told.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(told.getParentSpanContext().isValid()).isFalse();
    assertThat(told.getTraceId()).isNotEqualTo(asked.getTraceId());
    assertThat(told.getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(context -> context.getTraceId() + context.getSpanId())
        .containsExactly(asked.getTraceId() + asked.getSpanId());
  }

  @Test
  void aRefusalIsTheEndOfTheSpan() throws InterruptedException {
    aDesktopAsksToLogOn(tracing());
    kafka.write(north.refused(logOn(), RefusalReason.ZONE_NOT_AVAILABLE));
    desktop.answerTo("1");
    gateway.close();

    assertThat(spans.named("AGTLogon").getAttributes().get(Tracing.REFUSAL))
        .isEqualTo("ZONE_NOT_AVAILABLE");
  }

  @Test
  void withoutTracingNothingStandsInTheRecord() throws InterruptedException {
    aDesktopAsksToLogOn(Tracing.OFF);
    String unused = logOn();

    assertThat(traceOf(LogOn.class)).isSameAs(TraceContext.NONE);
  }

  private static Tracing to(SpanExporter exporter) {
    TraceSettings settings = new TraceSettings(URI.create("http://unused:1/"), 1, 100);
    return Tracing.to(exporter, settings, Tracing.resource("desktop-gateway", "test"));
  }

  private Tracing tracing() {
    return to(spans);
  }

  private TraceContext traceOf(Class<?> command) {
    return kafka.producer().history().stream()
        .filter(record -> command.isInstance(record.value()))
        .map(ProducerRecord::headers)
        .map(TraceContext::in)
        .findFirst()
        .orElseThrow();
  }

  /** Keeps the spans that are sent. */
  private static final class Spans implements SpanExporter {
    private final List<SpanData> sent = new CopyOnWriteArrayList<>();

    SpanData named(String name) {
      List<SpanData> found = sent.stream().filter(span -> span.getName().equals(name)).toList();
      assertThat(found).as("spans named %s among %s", name, sent).hasSize(1);
      return found.getFirst();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      sent.addAll(batch);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
