/** What each service measures of itself, by the names that dashboards and alerts use. */
package org.zonekeeper.management.metrics;
