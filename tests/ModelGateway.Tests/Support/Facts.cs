using System.Collections;
using System.Globalization;
using System.Reflection;

namespace ModelGateway.Tests.Support;

/// <summary>
/// All property values of an object, recursively, as lines. Two objects are equal if their lines are.
/// </summary>
internal static class Facts
{
    public static IReadOnlyList<string> Of(object? value)
    {
        List<string> lines = [];
        Add("", value, lines);
        return lines;
    }

    private static void Add(string path, object? value, List<string> lines)
    {
        switch (value)
        {
            case null:
                break;
            case string or ValueType when value is not CapabilitySet && value.GetType().Name != "KeyValuePair`2":
                lines.Add($"{path} = {Convert.ToString(value, CultureInfo.InvariantCulture)}");
                break;
            case CapabilitySet capabilities:
                lines.Add($"{path} = {capabilities}");
                break;
            case IEnumerable items:
                int index = 0;
                foreach (object? item in items)
                {
                    Add($"{path}[{index++}]", item, lines);
                }

                break;
            default:
                foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract"))
                {
                    Add($"{path}.{property.Name}", property.GetValue(value), lines);
                }

                break;
        }
    }
}
