#include "model/market.h"

#include <math.h>

#include "base/calendar.h"

static double month_factor(const struct world *world, const struct plan_channel *channel, double time)
{
    if (channel->months.count != 12)
        return 1;
    struct calendar_date date = calendar_to_date(world->plan->clock.start + (calendar_day)floor(time * 7));
    return channel->months.items[date.month - 1].value;
}

/* What campaigns add at some time in [from, to]. */
static double raised(const struct world *world, int channel, double from, double to)
{
    double raises = 0;
    for (size_t i = 0; i < world->plan->campaigns.count; i++) {
        const struct plan_campaign *campaign = &plan_items(world->plan->campaigns, struct plan_campaign)[i];
        bool acts = campaign->channel.index < 0 || campaign->channel.index == channel;
        if (acts && campaign->from <= to && from < campaign->from + campaign->lasts)
            raises += campaign->raises;
    }
    return raises;
}

static const struct plan_channel *channel_of(const struct world *world, int channel)
{
    return &plan_items(world->plan->recruitment, struct plan_channel)[channel];
}

double market_rate(const struct world *world, int index, double time)
{
    const struct plan_channel *channel = channel_of(world, index);
    return channel->candidates * month_factor(world, channel, time) * (1 + raised(world, index, time, time));
}

double market_highest(const struct world *world, int index, double from, double to)
{
    const struct plan_channel *channel = channel_of(world, index);
    double month = month_factor(world, channel, to);
    for (double time = from; time < to; time += 1)
        month = fmax(month, month_factor(world, channel, time));
    return channel->candidates * month * (1 + raised(world, index, from, to));
}
