/**
 * The whole system on one machine, for the demo, system tests and whatever else plays out failures:
 * Agent Managers as processes of their own that can be killed, frozen and stopped, the other parts
 * in this process, and everything that is seen of them kept as evidence for the checker.
 */
package org.zonekeeper.harness;
