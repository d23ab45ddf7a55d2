using Microsoft.Extensions.AI;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Protocols.Contents;
using ModelGateway.Schemas;

namespace ModelGateway.Pipeline.Bridging;

/// <summary>
/// Turns a stream into what was asked for while it arrives: the arguments of the schema's function become text, by pieces where the
/// provider sends pieces. Text is held back until it is clear that no such call follows it.
/// </summary>
/// <param name="bridge">The attempt's bridge.</param>
/// <param name="showsDeltas">Whether the caller asked to see the arguments of its own functions by pieces.</param>
internal sealed class UpdateBridge(ChatBridge bridge, bool showsDeltas)
{
    private readonly SchemaReader? _schema = bridge.Schema;
    private readonly List<AIContent> _heldWords = [];
    private CollectedBytes _heldBytes;
    private string? _answerId;
    private bool _hasShown;
    private bool _isAnswered;
    private bool _mayShowWords = bridge.Schema is null;
    private int _otherCalls;
    private int _moreAnswers;
    private int _wordsLeftOut;
    private string? _messageId;
    private string? _responseId;

    /// <summary>The update as the caller sees it: the same where nothing changes, else a copy.</summary>
    public ChatResponseUpdate Map(ChatResponseUpdate update)
    {
        _messageId = update.MessageId ?? _messageId;
        _responseId = update.ResponseId ?? _responseId;
        IList<AIContent> contents = update.Contents;
        if (contents.Count == 0 && update.FinishReason is null)
        {
            return update;
        }

        List<AIContent> mapped = new(contents.Count);
        for (int i = 0; i < contents.Count; i++)
        {
            Map(contents[i], mapped);
        }

        ChatFinishReason? reason = update.FinishReason;
        if (reason is not null)
        {
            Finish(mapped, reason);
            reason = _schema is null || _answerId is null ? reason : BridgedResponse.Reason(reason, _otherCalls > 0);
        }

        ChatResponseUpdate copy = update.Clone();
        copy.Contents = mapped;
        copy.FinishReason = reason;
        return copy;
    }

    /// <summary>What is left to show at the end; null for nothing.</summary>
    public ChatResponseUpdate? End()
    {
        List<AIContent> left = [];
        Finish(left, null);
        if (_schema is not null)
        {
            BridgedResponse.NoteLeftOut(_schema, _wordsLeftOut, _moreAnswers);
        }

        bridge.OnCalls(_otherCalls);
        return left.Count == 0
            ? null
            : new ChatResponseUpdate(ChatRole.Assistant, left) { MessageId = _messageId, ResponseId = _responseId };
    }

    private void Map(AIContent content, List<AIContent> mapped)
    {
        switch (content)
        {
            case ToolCallDeltaContent delta when _schema?.IsAnswer(delta.Name) is true:
                _answerId ??= delta.CallId;
                if (delta.CallId == _answerId && delta.ArgumentsDelta.Length > 0 && _schema.ArgumentsAreAnswer)
                {
                    _hasShown = true;
                    mapped.Add(new TextContent(delta.ArgumentsDelta));
                }

                break;
            case ToolCallDeltaContent when !showsDeltas:
                break;
            case FunctionCallContent call when _schema?.IsAnswer(call.Name) is true:
                Answer(call, mapped);
                break;
            case ToolCallDeltaContent or FunctionCallContent { InformationalOnly: false }:
                _otherCalls += content is FunctionCallContent ? 1 : 0;
                ReleaseWords(mapped);
                mapped.Add(content);
                break;
            case TextContent { Text.Length: > 0 } words when !_mayShowWords:
                _heldBytes.Add(words, bridge.Attempt);
                _heldWords.Add(words);
                break;
            default:
                mapped.Add(content);
                break;
        }
    }

    private void Answer(FunctionCallContent call, List<AIContent> mapped)
    {
        _answerId ??= call.CallId;
        if (_isAnswered || call.CallId != _answerId)
        {
            _moreAnswers++;
            return;
        }

        _isAnswered = true;
        string text = _schema!.Text(call);
        if (!_hasShown && text.Length > 0)
        {
            mapped.Add(new TextContent(text) { RawRepresentation = call.RawRepresentation });
        }
    }

    // Held-back text is dropped once the answer was emitted, and passed on if the turn was cut or filtered; else it is read as the answer.
    private void Finish(List<AIContent> mapped, ChatFinishReason? reason)
    {
        if (_heldWords.Count == 0)
        {
            return;
        }

        if (_answerId is not null)
        {
            _wordsLeftOut += _heldWords.Sum(static words => ((TextContent)words).Text.Length);
            _heldWords.Clear();
            return;
        }

        string answer = string.Concat(_heldWords);
        if (reason == ChatFinishReason.Length || reason == ChatFinishReason.ContentFilter || _schema is null)
        {
            ReleaseWords(mapped);
        }
        else if (_schema.Text(answer, out IReadOnlyList<SchemaFault> faults) is { } json && json != answer)
        {
            _heldWords.Clear();
            mapped.Add(new TextContent(json));
        }
        else
        {
            if (faults.Count > 0)
            {
                _schema.NoteUnfit("the answer", faults);
            }

            ReleaseWords(mapped);
        }
    }

    private void ReleaseWords(List<AIContent> mapped)
    {
        _mayShowWords = true;
        mapped.AddRange(_heldWords);
        _heldWords.Clear();
    }
}
