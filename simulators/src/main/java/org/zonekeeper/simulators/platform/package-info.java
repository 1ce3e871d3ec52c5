/**
 * A simulated dialler platform: dials what it holds a lease for, tells what becomes of each call,
 * and does what the Agent Manager orders. {@link org.zonekeeper.simulators.platform.DiallerCore} is
 * the platform itself, without Kafka and without a clock; {@link
 * org.zonekeeper.simulators.platform.DiallerPlatform} runs it on a broker.
 */
package org.zonekeeper.simulators.platform;
