using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Writes <c>inferenceConfig</c>, the options that all models share, and names those that the protocol or the model does not take.
/// </summary>
internal static class BedrockInferenceWriter
{
    private const string Service = "Bedrock's Converse";

    public static void Write(Utf8JsonWriter writer, ChatCall call, BedrockModel model, BedrockReasoning reasoning)
    {
        ChatOptions? options = call.Options;
        float? temperature = Temperature(call, model, reasoning);
        float? topP = TopP(call, model, reasoning);
        // Claude refuses white space, here as everywhere.
        StopSequences stops = new(call, BedrockNames.Service, takesWhiteSpace: !model.IsClaude);
        if (call.MaxOutputTokens is not null || temperature is not null || topP is not null || stops.Any)
        {
            writer.WriteStartObject(BedrockNames.InferenceConfig);
            WireRequest.WriteNumber(writer, BedrockNames.MaxTokens, call.MaxOutputTokens);

            if (temperature is { } t)
            {
                writer.WriteNumber(BedrockNames.Temperature, t);
            }

            if (topP is { } p)
            {
                writer.WriteNumber(BedrockNames.TopP, p);
            }

            stops.Write(writer, BedrockNames.StopSequences);
            writer.WriteEndObject();
        }

        if (options is not null)
        {
            NameOthers(options, call);
        }
    }

    private static float? Temperature(ChatCall call, BedrockModel model, BedrockReasoning reasoning)
    {
        if (call.Options?.Temperature is not { } temperature)
        {
            return null;
        }

        if (model.RefusesSampling)
        {
            return NotSent(call, "Temperature", $"{call.ModelId} takes no sampling options");
        }

        if (reasoning.IsThinking && temperature != 1)
        {
            return NotSent(call, "Temperature", "Claude fixes it at 1 while it thinks");
        }

        // Other providers go up to 2.
        if (temperature > 1)
        {
            call.Notes.Add("Temperature was sent as 1: Bedrock's range ends there.");
            return 1;
        }

        return temperature;
    }

    private static float? TopP(ChatCall call, BedrockModel model, BedrockReasoning reasoning) =>
        call.Options?.TopP is not { } topP ? null
        : model.RefusesSampling ? NotSent(call, "TopP", $"{call.ModelId} takes no sampling options")
        : model.TakesOneOfTemperatureAndTopP && call.Options.Temperature is not null
            ? NotSent(call, "TopP", $"{call.ModelId} does not take it together with Temperature")
        : reasoning.IsThinking && topP < 0.95f ? NotSent(call, "TopP", "Claude takes 0.95 to 1 while it thinks")
        : topP;

    private static float? NotSent(ChatCall call, string option, string reason)
    {
        call.Notes.Add($"{option} was not sent: {reason}.");
        return null;
    }

    private static void NameOthers(ChatOptions options, ChatCall call)
    {
        if (options.Seed is not null)
        {
            call.Notes.OptionNotSent(nameof(options.Seed), Service);
        }

        if (options.FrequencyPenalty is not null)
        {
            call.Notes.OptionNotSent(nameof(options.FrequencyPenalty), Service);
        }

        if (options.PresencePenalty is not null)
        {
            call.Notes.OptionNotSent(nameof(options.PresencePenalty), Service);
        }

        if (options.AllowMultipleToolCalls == false && options.Tools is { Count: > 0 })
        {
            call.Notes.OptionNotSent(nameof(options.AllowMultipleToolCalls), Service);
        }
    }
}
