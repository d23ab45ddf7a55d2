using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Schemas;

namespace ModelGateway.Bridging;

/// <summary>The prompts that replace a response format for models that have none.</summary>
internal static class SchemaPrompt
{
    private const int MaxFaults = 10;

    /// <summary>The instruction that is appended to the caller's own instructions.</summary>
    public static string Instruction(ChatResponseFormatJson format, SchemaRoot root)
    {
        StringBuilder text = new("Answer with one JSON object and nothing else: no explanation, no Markdown.");
        if (format.SchemaName is { } name)
        {
            text.Append(" It is called ").Append(name).Append('.');
        }

        if (format.SchemaDescription is { } description)
        {
            text.Append(' ').Append(description);
        }

        return text.Append(" It must fit this JSON schema:\n").Append(ToolArguments.ResultText(root.Sent)).ToString();
    }

    /// <summary>The message that asks for a corrected answer after one that does not fit.</summary>
    public static string Correction(IReadOnlyList<SchemaFault> faults)
    {
        StringBuilder text = new("That answer does not fit the JSON schema:\n");
        foreach (SchemaFault fault in faults.Take(MaxFaults))
        {
            text.Append("- ").Append(fault.ToString()).Append('\n');
        }

        if (faults.Count > MaxFaults)
        {
            text.Append("- and more\n");
        }

        return text.Append("Answer again with the whole corrected JSON object and nothing else.").ToString();
    }
}
