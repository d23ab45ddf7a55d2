using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Writes sampling options and stop sequences, and names those that the protocol or the model does not take.</summary>
internal static class AnthropicSamplingWriter
{
    private const string Protocol = "Anthropic";

    public static void Write(Utf8JsonWriter writer, ChatCall call, AnthropicModel model, bool isThinking, ref AnthropicBody body)
    {
        ChatOptions options = call.Options!;
        if (options.Temperature is not null || options.TopP is not null || options.TopK is not null)
        {
            WriteSampling(writer, options, call, model, isThinking, ref body);
        }

        StopSequences stops = new(call, AnthropicNames.Service, takesWhiteSpace: false);
        if (stops.Any)
        {
            body.Begin("stop_sequences");
            stops.Write(writer, AnthropicNames.StopSequences);
        }

        NoteUnsent(options, call.Notes);
    }

    private static void NoteUnsent(ChatOptions options, CallNotes notes)
    {
        if (options.Seed is not null)
        {
            notes.OptionNotSent(nameof(options.Seed), Protocol);
        }

        if (options.FrequencyPenalty is not null)
        {
            notes.OptionNotSent(nameof(options.FrequencyPenalty), Protocol);
        }

        if (options.PresencePenalty is not null)
        {
            notes.OptionNotSent(nameof(options.PresencePenalty), Protocol);
        }
    }

    private static void WriteSampling(
        Utf8JsonWriter writer, ChatOptions options, ChatCall call, AnthropicModel model, bool isThinking, ref AnthropicBody body)
    {
        if (model.RefusesSampling)
        {
            Name(options.Temperature is not null, "Temperature", $"{call.ModelId} takes no sampling options", call);
            Name(options.TopP is not null, "TopP", $"{call.ModelId} takes no sampling options", call);
            Name(options.TopK is not null, "TopK", $"{call.ModelId} takes no sampling options", call);
            return;
        }

        WriteTemperature(writer, call, isThinking, ref body);
        WriteTopP(writer, call, model, isThinking, ref body);
        WriteTopK(writer, call, isThinking, ref body);
    }

    private static void WriteTemperature(Utf8JsonWriter writer, ChatCall call, bool isThinking, ref AnthropicBody body)
    {
        if (call.Options!.Temperature is { } temperature)
        {
            if (isThinking && temperature != 1)
            {
                Name(true, "Temperature", "Anthropic fixes it at 1 while the model thinks", call);
            }
            else
            {
                body.Begin("temperature");
                writer.WriteNumber(AnthropicNames.Temperature, InRange(temperature, call));
            }
        }
    }

    private static void WriteTopP(Utf8JsonWriter writer, ChatCall call, AnthropicModel model, bool isThinking, ref AnthropicBody body)
    {
        ChatOptions options = call.Options!;
        if (options.TopP is { } topP)
        {
            if (options.Temperature is not null && model.TakesOneOfTemperatureAndTopP)
            {
                Name(true, "TopP", $"{call.ModelId} does not take it together with Temperature", call);
            }
            else if (isThinking && topP < 0.95f)
            {
                Name(true, "TopP", "Anthropic takes 0.95 to 1 while the model thinks", call);
            }
            else
            {
                body.Begin("top_p");
                writer.WriteNumber(AnthropicNames.TopP, topP);
            }
        }
    }

    private static void WriteTopK(Utf8JsonWriter writer, ChatCall call, bool isThinking, ref AnthropicBody body)
    {
        if (call.Options!.TopK is { } topK)
        {
            if (isThinking)
            {
                Name(true, "TopK", "Anthropic does not take it while the model thinks", call);
            }
            else
            {
                body.Begin("top_k");
                writer.WriteNumber(AnthropicNames.TopK, topK);
            }
        }
    }

    // Other providers go up to 2. A temperature below 0 is sent as it is: it is an error everywhere, and the provider's answer explains it.
    private static float InRange(float temperature, ChatCall call)
    {
        if (temperature <= 1)
        {
            return temperature;
        }

        call.Notes.Add("Temperature was sent as 1: Anthropic's range ends there.");
        return 1;
    }

    private static void Name(bool isSet, string option, string reason, ChatCall call)
    {
        if (isSet)
        {
            call.Notes.Add($"{option} was not sent: {reason}.");
        }
    }
}
