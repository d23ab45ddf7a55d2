namespace ModelGateway.Costs.Budgets;

/// <summary>
/// The open holds, in the order in which they lapse. The list is linked through the holds themselves, so that adding one allocates nothing.
/// Guarded by the <see cref="BudgetBook"/>'s lock.
/// </summary>
internal sealed class OpenHolds
{
    private BudgetHold? _last;

    /// <summary>The hold that lapses first; null if none is open.</summary>
    public BudgetHold? First { get; private set; }

    /// <summary>Adds a hold. Most holds lapse after all others, so its place is searched from the end.</summary>
    public void Add(BudgetHold hold)
    {
        BudgetHold? earlier = _last;
        while (earlier is not null && earlier.ExpiresAt > hold.ExpiresAt)
        {
            earlier = earlier.Earlier;
        }

        BudgetHold? later = earlier is null ? First : earlier.Later;
        Link(earlier, hold);
        Link(hold, later);
        hold.IsOpen = true;
    }

    /// <summary>Removes a hold.</summary>
    /// <returns>Whether the hold was open.</returns>
    public bool Remove(BudgetHold hold)
    {
        if (!hold.IsOpen)
        {
            return false;
        }

        Link(hold.Earlier, hold.Later);
        hold.Earlier = hold.Later = null;
        hold.IsOpen = false;
        return true;
    }

    private void Link(BudgetHold? earlier, BudgetHold? later)
    {
        if (earlier is null)
        {
            First = later;
        }
        else
        {
            earlier.Later = later;
        }

        if (later is null)
        {
            _last = earlier;
        }
        else
        {
            later.Earlier = earlier;
        }
    }
}
