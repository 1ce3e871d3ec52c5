/**
 * Traces by the OpenTelemetry SDK, sent over OTLP/HTTP: spans of services that run ({@link
 * org.zonekeeper.management.traces.Tracing}), and whole traces that were made afterwards ({@link
 * org.zonekeeper.management.traces.OtlpSpans}).
 */
package org.zonekeeper.management.traces;
