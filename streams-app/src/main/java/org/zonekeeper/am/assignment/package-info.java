/**
 * Which Agent Manager Kafka gives which zone: the one place that is asked, by Kafka's own
 * rebalance.
 */
package org.zonekeeper.am.assignment;
