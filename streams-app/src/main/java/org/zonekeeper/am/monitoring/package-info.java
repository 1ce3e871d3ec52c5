/** What an Agent Manager tells monitoring: metrics of its zones, and its health. */
package org.zonekeeper.am.monitoring;
