package org.zonekeeper.acr;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all pipelines of a forwarder share.
 *
 * @param wayOut where the events go
 * @param settings how
 * @param backOff pauses between attempts
 * @param ownThread runs what it is given on the forwarder's thread
 * @param clock wall clock, for how old events are
 * @param nanos monotonic clock, for pauses; nanoseconds
 */
record PipelineContext(
    RecorderSink wayOut,
    PipelineSettings settings,
    BackOff backOff,
    Executor ownThread,
    InstantSource clock,
    LongSupplier nanos) {}
