using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Usage;

/// <summary>
/// Reads a usage object by its protocol's table, and makes the counts what they are in Microsoft.Extensions.AI: details are parts of
/// input and output, and the total is their sum. Stateless unless a protocol's own reader adds state.
/// </summary>
internal class UsageReader(UsageTable table)
{
    private const decimal TicksPerDollar = 10_000_000_000m;
    private const decimal MostDollars = 100_000_000m;

    private static readonly UsageBucket CacheWrite = UsageBucket.Additional(UsageCounts.CacheWrite);
    private static readonly UsageBucket CacheWrite5Minutes = UsageBucket.Additional(UsageCounts.CacheWrite5Minutes);
    private static readonly UsageBucket CacheWrite1Hour = UsageBucket.Additional(UsageCounts.CacheWrite1Hour);
    private static readonly UsageBucket ToolInput = UsageBucket.Additional(UsageCounts.ToolInput);

    /// <summary>Reads the value that the reader stands on; null where it is null.</summary>
    public UsageDetails? Read(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return null;
        }

        UsageDetails usage = Create();
        ReadInto(ref reader, usage);
        Settle(usage);
        return usage;
    }

    /// <summary>Reads the object that the reader stands on, as the wire counts; <see cref="Settle"/> follows after the last one.</summary>
    public void ReadInto(ref Utf8JsonReader reader, UsageDetails usage)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            if (!TryReadField(ref reader, usage))
            {
                ReadOther(ref reader, usage);
            }
        }
    }

    /// <summary>Reads the property that the reader stands on, if the table has it.</summary>
    public bool TryReadField(ref Utf8JsonReader reader, UsageDetails usage)
    {
        UsageDetails? known = usage;
        return TryReadField(ref reader, ref known);
    }

    /// <summary>The same where the counts stand among an answer's other fields; the usage is created with the first.</summary>
    public bool TryReadField(ref Utf8JsonReader reader, ref UsageDetails? usage)
    {
        if (table.Fields.Root.Find(ref reader) is not { } field)
        {
            return false;
        }

        reader.Read();
        ReadField(ref reader, field, usage ??= new UsageDetails());
        return true;
    }

    /// <summary>As <see cref="Settle"/>; false where the counts are more than any answer can have.</summary>
    public bool TrySettle(UsageDetails usage)
    {
        try
        {
            Settle(usage);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Turns what the wire counts into what Microsoft.Extensions.AI counts.</summary>
    public virtual void Settle(UsageDetails usage)
    {
        UsageShape shape = table.Shape;
        if ((shape & UsageShape.ZeroWhereAbsent) != 0)
        {
            usage.InputTokenCount ??= 0;
            usage.OutputTokenCount ??= 0;
            usage.CachedInputTokenCount ??= 0;
        }

        AddOutside(usage, shape);
        usage.TotalTokenCount ??= (shape & UsageShape.TotalOfKnown) == 0
            ? Add(usage.InputTokenCount, usage.OutputTokenCount)
            : Add(usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0);
    }

    private static void AddOutside(UsageDetails usage, UsageShape shape)
    {
        if ((shape & UsageShape.CacheOutsideInput) != 0)
        {
            AddCache(usage);
        }

        if ((shape & UsageShape.ToolsOutsideInput) != 0)
        {
            usage.InputTokenCount = Add(usage.InputTokenCount, ToolInput.Get(usage) ?? 0);
        }

        if ((shape & UsageShape.ReasoningOutsideOutput) != 0)
        {
            usage.ReasoningTokenCount ??= 0;
            usage.OutputTokenCount = Add(usage.OutputTokenCount, usage.ReasoningTokenCount);
        }
    }

    /// <summary>The usage to read into.</summary>
    protected virtual UsageDetails Create() => new();

    /// <summary>Reads a property of the usage object itself that the table does not have.</summary>
    protected virtual void ReadOther(ref Utf8JsonReader reader, UsageDetails usage) => JsonFields.SkipValue(ref reader);

    private static void AddCache(UsageDetails usage)
    {
        long write = CacheWrite.Get(usage) ?? 0;
        usage.InputTokenCount = Add(Add(usage.InputTokenCount, usage.CachedInputTokenCount ?? 0), write);
        if (usage.AdditionalCounts is not null && (CacheWrite5Minutes.Get(usage) ?? 0) + (CacheWrite1Hour.Get(usage) ?? 0) != write)
        {
            // Parts that do not make up the whole would be billed beside it.
            CacheWrite5Minutes.Set(usage, 0);
            CacheWrite1Hour.Set(usage, 0);
        }
    }

    // Unknown where either is unknown. Counts are never negative.
    private static long? Add(long? count, long? more) =>
        count > long.MaxValue - more ? throw new JsonException("The usage counts more than any answer can have.") : count + more;

    private void ReadField(ref Utf8JsonReader reader, FieldPaths<UsagePath>.Node field, UsageDetails usage)
    {
        if (field.HasValue && (reader.TokenType != JsonTokenType.StartObject || !field.HasChildren))
        {
            ReadCount(ref reader, field.Value!, usage);
        }
        else if (field.KeyName is not null)
        {
            ReadList(ref reader, field, usage);
        }
        else if (Starts(ref reader, JsonTokenType.StartObject))
        {
            while (JsonFields.NextProperty(ref reader))
            {
                if (field.Find(ref reader) is { } inner)
                {
                    reader.Read();
                    ReadField(ref reader, inner, usage);
                }
                else
                {
                    JsonFields.SkipValue(ref reader);
                }
            }
        }
    }

    private void ReadList(ref Utf8JsonReader reader, FieldPaths<UsagePath>.Node list, UsageDetails usage)
    {
        if (!Starts(ref reader, JsonTokenType.StartArray))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Starts(ref reader, JsonTokenType.StartObject))
            {
                ReadItem(ref reader, list, usage);
            }
        }
    }

    private static void ReadItem(ref Utf8JsonReader reader, FieldPaths<UsagePath>.Node list, UsageDetails usage)
    {
        FieldPaths<UsagePath>.Node? item = null;
        long count = 0;
        while (JsonFields.NextProperty(ref reader))
        {
            bool isKey = reader.ValueTextEquals(list.KeyName);
            bool isCount = list.Only.Only.IsNamed(ref reader);
            reader.Read();
            if (isKey && reader.TokenType == JsonTokenType.String)
            {
                item = list.Find(ref reader);
            }
            else if (isCount)
            {
                count = JsonFields.ReadCount(ref reader) ?? 0;
            }
            else
            {
                reader.Skip();
            }
        }

        if (item is not null)
        {
            Store(item.Only.Value!, count, usage);
        }
    }

    private static void ReadCount(ref Utf8JsonReader reader, UsagePath path, UsageDetails usage)
    {
        if (path.Rule is UsageRule.Dollars or UsageRule.Optional && reader.TokenType is not (JsonTokenType.Number or JsonTokenType.Null))
        {
            reader.Skip();
        }
        else if (path.Rule != UsageRule.Dollars)
        {
            if (JsonFields.ReadCount(ref reader) is { } count)
            {
                Store(path, count, usage);
            }
        }
        else if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal dollars) && dollars is > 0 and < MostDollars)
        {
            path.Bucket.Set(usage, (long)decimal.Round(dollars * TicksPerDollar));
        }
    }

    private static void Store(UsagePath path, long count, UsageDetails usage)
    {
        count = Math.Max(0, count);
        long? earlier = path.Rule is UsageRule.Latest or UsageRule.Optional or UsageRule.Cumulative ? null : path.Bucket.Get(usage);
        switch (path.Rule)
        {
            case UsageRule.Fallback when earlier is not null: break;
            case UsageRule.Sum: path.Bucket.Set(usage, Add(earlier ?? 0, count)); break;
            case UsageRule.Largest: path.Bucket.Set(usage, Math.Max(earlier ?? 0, count)); break;
            // Another place may have counted.
            case UsageRule.Latest or UsageRule.Optional when count == 0 && path.Bucket.LeavesOutZero: break;
            default: path.Bucket.Set(usage, count); break;
        }
    }

    private bool Starts(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType == token)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.Null && (table.Shape & UsageShape.SkipsOtherTypes) == 0)
        {
            throw JsonFields.Unexpected(reader.TokenType, token == JsonTokenType.StartObject ? "an object" : "an array");
        }

        reader.Skip();
        return false;
    }
}
